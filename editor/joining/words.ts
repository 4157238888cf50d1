import { joining } from "../messages/joining.ts";
import { speak } from "../messages/spoken.ts";

speak(joining);
