import { rhythm } from "../messages/rhythm.ts";
import { speak } from "../messages/spoken.ts";

speak(rhythm);
