import { briefs } from "../messages/briefs.ts";
import { speak } from "../messages/spoken.ts";

speak(briefs);
