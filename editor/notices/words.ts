import { notices } from "../messages/notices.ts";
import { speak } from "../messages/spoken.ts";

speak(notices);
