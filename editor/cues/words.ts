import { cues } from "../messages/cues.ts";
import { speak } from "../messages/spoken.ts";

speak(cues);
