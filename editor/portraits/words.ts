import { portraits } from "../messages/portraits.ts";
import { speak } from "../messages/spoken.ts";

speak(portraits);
