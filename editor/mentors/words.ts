import { mentors } from "../messages/mentors.ts";
import { speak } from "../messages/spoken.ts";

speak(mentors);
