import { launcher } from "../messages/launcher.ts";
import { speak } from "../messages/spoken.ts";

speak(launcher);
