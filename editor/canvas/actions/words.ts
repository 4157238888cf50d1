import { actions } from "../../messages/actions.ts";
import { pasting } from "../../messages/pasting.ts";
import { speak } from "../../messages/spoken.ts";

speak({ ...actions, ...pasting });
