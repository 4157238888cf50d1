import { kept } from "../messages/kept.ts";
import { speak } from "../messages/spoken.ts";

speak(kept);
