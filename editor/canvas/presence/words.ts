import { presence } from "../../messages/presence.ts";
import { speak } from "../../messages/spoken.ts";

speak(presence);
