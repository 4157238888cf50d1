import { sources } from "../messages/sources.ts";
import { speak } from "../messages/spoken.ts";

speak(sources);
