import { came } from "../messages/came.ts";
import { speak } from "../messages/spoken.ts";

speak(came);
