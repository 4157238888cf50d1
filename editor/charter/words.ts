import { charter } from "../messages/charter.ts";
import { speak } from "../messages/spoken.ts";

speak(charter);
