import { calendar } from "../messages/calendar.ts";
import { speak } from "../messages/spoken.ts";

speak(calendar);
