import { own } from "../../messages/own.ts";
import { speak } from "../../messages/spoken.ts";

speak(own);
