import { people } from "../messages/people.ts";
import { speak } from "../messages/spoken.ts";

speak(people);
