import { speak } from "../messages/spoken.ts";
import { training } from "../messages/training.ts";

speak(training);
