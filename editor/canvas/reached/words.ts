import { reached } from "../../messages/reached.ts";
import { speak } from "../../messages/spoken.ts";

speak(reached);
