import { outline } from "../../messages/outline.ts";
import { speak } from "../../messages/spoken.ts";

speak(outline);
