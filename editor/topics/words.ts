import { speak } from "../messages/spoken.ts";
import { topics } from "../messages/topics.ts";

speak(topics);
