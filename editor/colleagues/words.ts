import { colleagues } from "../messages/colleagues.ts";
import { speak } from "../messages/spoken.ts";

speak(colleagues);
