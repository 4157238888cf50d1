import { publishing } from "../../messages/publishing.ts";
import { speak } from "../../messages/spoken.ts";

speak(publishing);
