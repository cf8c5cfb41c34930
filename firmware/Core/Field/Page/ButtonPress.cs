namespace KarstLogger.Firmware.Core.Field.Page
{
    /// <summary>What a press of the one button asks for.</summary>
    public enum ButtonWish
    {
        /// <summary>Nothing yet.</summary>
        None = 0,

        /// <summary>Blink the status.</summary>
        Status = 1,

        /// <summary>Access point on.</summary>
        AccessPoint = 2,

        /// <summary>The network reset waits for its confirmation: a short press within <see cref="ButtonPress.ConfirmMsMost"/>.</summary>
        ConfirmReset = 3,

        /// <summary>Network reset, confirmed. The record is never touched.</summary>
        NetworkReset = 4,
    }

    /// <summary>
    /// Reads the button (field practice D1): short = status, 3 s = access point, 10 s and a short press after it = network reset. A wish is told at the release, so that who goes on
    /// pressing can still reach the next one.
    /// </summary>
    public class ButtonPress
    {
        /// <summary>Shorter is a bounce of the contact, ms.</summary>
        public const long BounceMsMost = 30;

        /// <summary>From here on the access point is meant, ms.</summary>
        public const long AccessPointMsLeast = 3000;

        /// <summary>From here on the network reset is meant, ms.</summary>
        public const long ResetMsLeast = 10000;

        /// <summary>The confirmation comes within this time, ms.</summary>
        public const long ConfirmMsMost = 10000;

        private bool _isPressed;
        private bool _isConfirming;
        private long _pressedMs;
        private long _releasedMs;

        /// <summary>True while nothing is pressed and no confirmation is waited for: the box may go on.</summary>
        public bool IsIdle
        {
            get { return !_isPressed && !_isConfirming; }
        }

        /// <summary>Sees the button at <paramref name="nowMs"/> of a clock that never steps.</summary>
        public ButtonWish See(bool isPressed, long nowMs)
        {
            if (isPressed == _isPressed)
            {
                if (_isConfirming && !_isPressed && nowMs - _releasedMs > ConfirmMsMost)
                    _isConfirming = false;
                return ButtonWish.None;
            }
            _isPressed = isPressed;
            if (isPressed)
            {
                _pressedMs = nowMs;
                return ButtonWish.None;
            }
            long heldMs = nowMs - _pressedMs;
            if (heldMs <= BounceMsMost)
                return ButtonWish.None;
            bool wasConfirming = _isConfirming;
            _isConfirming = false;
            _releasedMs = nowMs;
            if (heldMs >= ResetMsLeast)
            {
                _isConfirming = true;
                return ButtonWish.ConfirmReset;
            }
            if (heldMs >= AccessPointMsLeast)
                return ButtonWish.AccessPoint;
            return wasConfirming ? ButtonWish.NetworkReset : ButtonWish.Status;
        }
    }
}
