import { speak } from "../messages/spoken.ts";
import { survey } from "../messages/survey.ts";

speak(survey);
