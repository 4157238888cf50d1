import { steps } from "../../messages/steps.ts";
import { speak } from "../../messages/spoken.ts";

speak(steps);
