namespace KarstLogger.Hydrochemistry.Quality;

/// <summary>
/// Least and greatest value of a window that only moves forward, in constant time per sample on average: two queues, each holding only the values
/// that can still become the least (the greatest).
/// </summary>
internal sealed class SlidingRange(int capacity)
{
    private readonly MonotonicQueue _least = new(capacity, ascending: true);
    private readonly MonotonicQueue _greatest = new(capacity, ascending: false);

    /// <summary>Greatest minus least value in the window; absent where every value in it is missing.</summary>
    public double? Width => _least.IsEmpty ? null : _greatest.First - _least.First;

    /// <summary>Takes the sample at <paramref name="index"/> in and drops all before <paramref name="oldestKept"/>; a missing value only moves the window.</summary>
    public void Push(int index, double? value, int oldestKept)
    {
        _least.DropBefore(oldestKept);
        _greatest.DropBefore(oldestKept);
        if (value is not { } x)
            return;
        _least.Push(index, x);
        _greatest.Push(index, x);
    }

    private sealed class MonotonicQueue(int capacity, bool ascending)
    {
        private readonly (int Index, double Value)[] _ring = new (int, double)[capacity + 1];
        private int _first, _count;

        public bool IsEmpty => _count == 0;

        public double First => _ring[_first].Value;

        public void DropBefore(int index)
        {
            while (_count > 0 && _ring[_first].Index < index)
            {
                _first = (_first + 1) % _ring.Length;
                _count--;
            }
        }

        public void Push(int index, double value)
        {
            while (_count > 0 && IsBeaten(_ring[(_first + _count - 1) % _ring.Length].Value, value))
                _count--;
            _ring[(_first + _count) % _ring.Length] = (index, value);
            _count++;
        }

        private bool IsBeaten(double kept, double arriving) => ascending ? kept >= arriving : kept <= arriving;
    }
}
