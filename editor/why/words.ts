import { speak } from "../messages/spoken.ts";
import { why } from "../messages/why.ts";

speak(why);
