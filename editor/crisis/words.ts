import { crisis } from "../messages/crisis.ts";
import { speak } from "../messages/spoken.ts";

speak(crisis);
