import { library } from "../messages/library.ts";
import { speak } from "../messages/spoken.ts";

speak(library);
