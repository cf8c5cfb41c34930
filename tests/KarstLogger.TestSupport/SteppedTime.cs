namespace KarstLogger.TestSupport;

/// <summary>A clock that stands still until a test moves it; timers fire inside <see cref="Advance"/>, in the order of their due times.</summary>
public sealed class SteppedTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private TaskCompletionSource waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset now = start;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now;
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Timer timer = new(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock and fires what falls due on the way.</summary>
    public void Advance(TimeSpan by)
    {
        DateTimeOffset end = GetUtcNow() + by;
        while (TakeNextDue(end) is { } due)
            due.Fire();
        lock (gate)
            now = end;
    }

    /// <summary>
    /// Waits until somebody waits on this clock, then advances it just to the earliest due time: the other side is known to have reached its pause, and no
    /// deadline that it sets on waking is passed.
    /// </summary>
    public async Task AdvanceToNextTimerAsync(TimeSpan deadline)
    {
        Task awaited;
        lock (gate)
            awaited = waiting.Task;
        await awaited.WaitAsync(deadline);
        TakeNextDue(DateTimeOffset.MaxValue)?.Fire();
    }

    private Timer? TakeNextDue(DateTimeOffset end)
    {
        lock (gate)
        {
            Timer? next = timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            if (next is null)
                return null;
            now = next.Due > now ? next.Due : now;
            Reschedule(next, next.Period == Timeout.InfiniteTimeSpan ? null : next.Due + next.Period);
            return next;
        }
    }

    private void Reschedule(Timer timer, DateTimeOffset? due)
    {
        timers.Remove(timer);
        if (due is not null)
        {
            timer.Due = due.Value;
            timers.Add(timer);
            waiting.TrySetResult();
        }
        else if (timers.Count == 0 && waiting.Task.IsCompleted)
        {
            waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private sealed class Timer(SteppedTime clock, Action fire) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                Period = period <= TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period;
                clock.Reschedule(this, dueTime == Timeout.InfiniteTimeSpan ? null : clock.now + dueTime);
            }
            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
                clock.Reschedule(this, null);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
