import { speak } from "../messages/spoken.ts";
import { suggest } from "../messages/suggest.ts";

speak(suggest);
