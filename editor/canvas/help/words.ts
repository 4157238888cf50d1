import { help } from "../../messages/help.ts";
import { speak } from "../../messages/spoken.ts";

speak(help);
