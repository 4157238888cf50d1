import { live } from "../../messages/live.ts";
import { speak } from "../../messages/spoken.ts";

speak(live);
