import { actions } from "../../messages/actions.ts";
import { speak } from "../../messages/spoken.ts";

speak(actions);
