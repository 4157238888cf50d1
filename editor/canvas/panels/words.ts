import { panels } from "../../messages/panels.ts";
import { speak } from "../../messages/spoken.ts";

speak(panels);
