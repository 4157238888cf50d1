import { speak } from "../../messages/spoken.ts";
import { troubles } from "../../messages/troubles.ts";

speak(troubles);
