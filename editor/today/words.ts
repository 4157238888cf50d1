import { speak } from "../messages/spoken.ts";
import { today } from "../messages/today.ts";

speak(today);
