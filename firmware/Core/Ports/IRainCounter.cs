namespace KarstLogger.Firmware.Core.Ports
{
    /// <summary>The tipping bucket's counter, which counts on while the box sleeps.</summary>
    public interface IRainCounter
    {
        /// <summary>Tips since the counter's own power came; -1 where no gauge is fitted, -2 where the counter does not answer.</summary>
        long Tips();
    }

    /// <summary>Answers of <see cref="IRainCounter.Tips"/> that are no count.</summary>
    public static class RainCounterAnswers
    {
        /// <summary>No gauge is fitted.</summary>
        public const long NotFitted = -1;

        /// <summary>The counter does not answer.</summary>
        public const long Silent = -2;
    }
}
