import { proposals } from "../messages/proposals.ts";
import { speak } from "../messages/spoken.ts";

speak(proposals);
