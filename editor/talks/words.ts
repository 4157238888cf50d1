import { talks } from "../messages/talks.ts";
import { speak } from "../messages/spoken.ts";

speak(talks);
