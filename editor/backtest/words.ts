import { backtest } from "../messages/backtest.ts";
import { speak } from "../messages/spoken.ts";

speak(backtest);
