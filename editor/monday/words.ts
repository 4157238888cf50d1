import { mondayWords } from "../messages/monday.ts";
import { speak } from "../messages/spoken.ts";

speak(mondayWords);
