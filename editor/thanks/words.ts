import { thanks } from "../messages/thanks.ts";
import { speak } from "../messages/spoken.ts";

speak(thanks);
