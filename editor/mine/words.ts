import { mine } from "../messages/mine.ts";
import { speak } from "../messages/spoken.ts";

speak(mine);
