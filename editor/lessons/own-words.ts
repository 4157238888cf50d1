import { ownLessons } from "../messages/own-lessons.ts";
import { speak } from "../messages/spoken.ts";

speak(ownLessons);
