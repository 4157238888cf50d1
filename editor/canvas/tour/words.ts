import { speak } from "../../messages/spoken.ts";
import { tour } from "../../messages/tour.ts";

speak(tour);
