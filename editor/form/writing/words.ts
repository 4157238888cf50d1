import { writing } from "../../messages/writing.ts";
import { speak } from "../../messages/spoken.ts";

speak(writing);
