using System.Security.Cryptography;
using KarstLogger.Firmware.Core.Update;
using KarstLogger.HostSim;

namespace KarstLogger.Firmware.Tests.Update;

public sealed class UpdateSlotsTests
{
    private static SimulatedFlash Drive(CrashModel model = CrashModel.Littlefs, ulong seed = 1) => new(model, 1 << 20, new Chance(seed));

    [Fact]
    public void A_box_without_a_slot_file_starts_the_program_it_was_flashed_with()
    {
        Assert.Equal(UpdateSlots.None, UpdateSlots.Load(Drive()).Choose(Drive()));
    }

    [Fact]
    public void A_new_program_is_tried_and_stays_after_it_has_proved_itself()
    {
        SimulatedFlash flash = Drive();
        UpdateSlots.Load(flash).Offer(flash);
        Assert.Equal(UpdateSlots.A, UpdateSlots.Load(flash).Choose(flash));
        UpdateSlots.Load(flash).Confirm(flash);
        for (int i = 0; i < 10; i++)
            Assert.Equal(UpdateSlots.A, UpdateSlots.Load(flash).Choose(flash));
        Assert.Equal(UpdateSlots.B, UpdateSlots.Load(flash).Free);
    }

    [Fact]
    public void A_program_that_never_proves_itself_gets_three_starts_and_then_the_old_one_returns()
    {
        SimulatedFlash flash = Drive();
        UpdateSlots.Load(flash).Offer(flash);
        UpdateSlots.Load(flash).Confirm(flash);
        UpdateSlots.Load(flash).Offer(flash);
        int[] started = [.. Enumerable.Range(0, 5).Select(_ => UpdateSlots.Load(flash).Choose(flash))];
        Assert.Equal([UpdateSlots.B, UpdateSlots.B, UpdateSlots.B, UpdateSlots.A, UpdateSlots.A], started);
        Assert.Equal(UpdateSlots.B, UpdateSlots.Load(flash).Failed);
    }

    [Theory]
    [InlineData(CrashModel.Littlefs)]
    [InlineData(CrashModel.Fat)]
    public void A_cut_inside_any_write_never_starts_a_slot_that_was_neither_confirmed_nor_offered(CrashModel model)
    {
        for (ulong seed = 1; seed <= 200; seed++)
            for (int cut = 1; cut <= 6; cut++)
            {
                SimulatedFlash flash = Drive(model, seed);
                UpdateSlots.Load(flash).Offer(flash);
                UpdateSlots.Load(flash).Confirm(flash);
                flash.CutAtCall = flash.Calls + cut;
                try
                {
                    UpdateSlots.Load(flash).Offer(flash);
                    for (int i = 0; i < 6; i++)
                        UpdateSlots.Load(flash).Choose(flash);
                }
                catch (PowerCutException)
                {
                    flash.CutAtCall = 0;
                }
                int[] started = [.. Enumerable.Range(0, 6).Select(_ => UpdateSlots.Load(flash).Choose(flash))];
                Assert.All(started, slot => Assert.Contains(slot, (int[])[UpdateSlots.A, UpdateSlots.B]));
                Assert.Equal(UpdateSlots.A, started[^1]);
            }
    }

    [Fact]
    public void A_program_with_a_flipped_bit_or_another_devices_key_is_not_authentic()
    {
        byte[] key = [1, 2, 3, 4], program = [.. Enumerable.Range(0, 500).Select(i => (byte)i)];
        byte[] file = [.. HMACSHA256.HashData(key, program), .. program];
        Assert.True(SealedProgram.IsAuthentic(file, HMACSHA256.HashData(key, SealedProgram.ProgramOf(file))));
        Assert.False(SealedProgram.IsAuthentic(file, HMACSHA256.HashData((byte[])[1, 2, 3, 5], SealedProgram.ProgramOf(file))));
        for (int bit = 0; bit < file.Length * 8; bit += 7)
        {
            byte[] flipped = (byte[])file.Clone();
            flipped[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.False(SealedProgram.IsAuthentic(flipped, HMACSHA256.HashData(key, SealedProgram.ProgramOf(flipped))));
        }
    }
}
