import { speak } from "../../messages/spoken.ts";
import { tests } from "../../messages/tests.ts";

speak(tests);
