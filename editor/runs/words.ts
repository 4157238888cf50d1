import { runPages } from "../messages/run-pages.ts";
import { speak } from "../messages/spoken.ts";

speak(runPages);
